import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int k = Integer.parseInt(in.readLine());
        int[] counts = new int[k]; // counts[0] flags of colour 1
        StringTokenizer line = new StringTokenizer(in.readLine());
        for (int i = 0; i < k; i++) counts[i] = Integer.parseInt(line.nextToken());

        List<Integer> bunting = new ArrayList<>(); // the colours from left to right; empty if impossible
        // Write your solution here.

        StringBuilder answer = new StringBuilder();
        for (int colour : bunting) answer.append(colour).append(' ');
        System.out.println(bunting.isEmpty() ? "IMPOSSIBLE" : answer);
    }
}
