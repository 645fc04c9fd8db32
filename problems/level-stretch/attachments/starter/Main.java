import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer line = new StringTokenizer(in.readLine());
        int n = Integer.parseInt(line.nextToken());
        int d = Integer.parseInt(line.nextToken());
        int[] heights = new int[n];
        line = new StringTokenizer(in.readLine());
        for (int i = 0; i < n; i++) heights[i] = Integer.parseInt(line.nextToken());

        int length = 0;
        int first = 1; // milestones are numbered from 1
        // Write your solution here.

        System.out.println(length + " " + first);
    }
}
