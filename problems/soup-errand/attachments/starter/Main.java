import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer line = new StringTokenizer(in.readLine());
        int n = Integer.parseInt(line.nextToken());
        int m = Integer.parseInt(line.nextToken());
        int k = Integer.parseInt(line.nextToken());
        String[] sold = in.readLine().split(" "); // sold[0]: letters sold in village 1, "-" for none
        int[][] paths = new int[m][3]; // {u, v, t}
        for (int[] path : paths) {
            line = new StringTokenizer(in.readLine());
            for (int i = 0; i < 3; i++) path[i] = Integer.parseInt(line.nextToken());
        }

        int minutes = -1; // -1 if there is no way
        // Write your solution here.

        System.out.println(minutes < 0 ? "NO SOUP" : String.valueOf(minutes));
    }
}
