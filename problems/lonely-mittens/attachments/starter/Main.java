import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine());
        String[] colour = new String[n];
        String[] side = new String[n];
        for (int i = 0; i < n; i++) {
            String[] mitten = in.readLine().split(" ");
            colour[i] = mitten[0];
            side[i] = mitten[1];
        }

        int pairs = 0;
        // Write your solution here.

        System.out.println(pairs + " " + (n - 2 * pairs));
    }
}
