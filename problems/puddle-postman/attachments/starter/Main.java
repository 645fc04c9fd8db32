import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer size = new StringTokenizer(in.readLine());
        int n = Integer.parseInt(size.nextToken());
        int q = Integer.parseInt(size.nextToken());
        String slabs = in.readLine(); // slab 1 is slabs.charAt(0)

        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < q; i++) {
            StringTokenizer walk = new StringTokenizer(in.readLine());
            int a = Integer.parseInt(walk.nextToken());
            int b = Integer.parseInt(walk.nextToken());

            int puddles = 0;
            // Write your solution here.

            answers.append(puddles).append('\n');
        }
        System.out.print(answers);
    }
}
