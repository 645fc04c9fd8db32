import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer line = new StringTokenizer(in.readLine());
        int n = Integer.parseInt(line.nextToken());
        long m = Long.parseLong(line.nextToken());
        long[] warmUp = new long[n];
        long[] bake = new long[n];
        for (int i = 0; i < n; i++) {
            line = new StringTokenizer(in.readLine());
            warmUp[i] = Long.parseLong(line.nextToken());
            bake[i] = Long.parseLong(line.nextToken());
        }

        long earliest = 0;
        // Write your solution here.

        System.out.println(earliest);
    }
}
