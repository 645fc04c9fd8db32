import java.io.*;

public class Main {
    static BufferedReader in = new BufferedReader(new InputStreamReader(System.in));

    static long ask(int hut) throws IOException {
        System.out.println("? " + hut);
        System.out.flush();
        return Long.parseLong(in.readLine().trim());
    }

    public static void main(String[] args) throws IOException {
        int low = 1, high = Integer.parseInt(in.readLine().trim());
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ask(middle) < ask(middle + 1)) low = middle + 1;
            else high = middle;
        }
        System.out.println("! " + low);
    }
}
