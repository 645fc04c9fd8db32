import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.StringTokenizer;

public class Solution {
    static int[] warmUp;
    static int[] bake;

    static long loavesUntil(long minute) {
        long loaves = 0;
        for (int i = 0; i < bake.length; i++) {
            loaves += Math.max(0, minute - warmUp[i]) / bake[i];
        }
        return loaves;
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer line = new StringTokenizer(in.readLine());
        int n = Integer.parseInt(line.nextToken());
        long m = Long.parseLong(line.nextToken());
        warmUp = new int[n];
        bake = new int[n];
        for (int i = 0; i < n; i++) {
            line = new StringTokenizer(in.readLine());
            warmUp[i] = Integer.parseInt(line.nextToken());
            bake[i] = Integer.parseInt(line.nextToken());
        }

        long tooEarly = 0;
        long enough = warmUp[0] + m * bake[0];
        while (enough - tooEarly > 1) {
            long middle = (tooEarly + enough) / 2;
            if (loavesUntil(middle) >= m) enough = middle;
            else tooEarly = middle;
        }
        System.out.println(enough);
    }
}
