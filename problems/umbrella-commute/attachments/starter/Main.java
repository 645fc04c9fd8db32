import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer line = new StringTokenizer(in.readLine());
        int n = Integer.parseInt(line.nextToken());
        int home = Integer.parseInt(line.nextToken());
        int office = Integer.parseInt(line.nextToken());
        int carry = Integer.parseInt(line.nextToken());
        int wet = Integer.parseInt(line.nextToken());
        int[] rain = new int[n]; // rain[0] is the probability of rain on the first trip, in percent
        line = new StringTokenizer(in.readLine());
        for (int i = 0; i < n; i++) rain[i] = Integer.parseInt(line.nextToken());

        double annoyance = 0;
        // Write your solution here.

        System.out.println(annoyance);
    }
}
