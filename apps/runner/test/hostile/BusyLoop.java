// expect: TLE
// Burns its time.
class BusyLoop {
    public static void main(String[] args) {
        while (true) {}
    }
}
