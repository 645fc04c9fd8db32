import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(new BufferedReader(new InputStreamReader(System.in)));
        in.nextToken();
        int n = (int) in.nval;
        long[] heights = new long[n];
        for (int i = 0; i < n; i++) {
            in.nextToken();
            heights[i] = (long) in.nval;
        }

        long pairs = 0;
        // Write your solution here.

        System.out.println(pairs);
    }
}
