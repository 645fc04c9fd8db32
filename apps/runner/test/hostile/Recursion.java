// expect: RTE
// time-ms: 5000
// A bottomless recursion is an error of the program.
class Recursion {
    static int down(int n) {
        return down(n + 1) + 1;
    }

    public static void main(String[] args) {
        System.out.println(down(0));
    }
}
