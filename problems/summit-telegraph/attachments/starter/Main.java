import java.util.*;

public class Main {
    static Scanner in = new Scanner(System.in);

    static long ask(int hut) {
        System.out.println("? " + hut);
        return in.nextLong();
    }

    public static void main(String[] args) {
        int n = in.nextInt();

        int summit = 1;
        // Write your solution here.

        System.out.println("! " + summit);
    }
}
