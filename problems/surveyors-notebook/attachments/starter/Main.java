import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer size = new StringTokenizer(in.readLine());
        int n = Integer.parseInt(size.nextToken());
        int q = Integer.parseInt(size.nextToken());

        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < q; i++) {
            StringTokenizer line = new StringTokenizer(in.readLine());
            String kind = line.nextToken();
            int a = Integer.parseInt(line.nextToken());
            int b = Integer.parseInt(line.nextToken());
            int d = kind.equals("+") ? Integer.parseInt(line.nextToken()) : 0;

            // Write your solution here.
            answers.append(kind.equals("+") ? "KEEP" : "UNKNOWN").append('\n');
        }
        System.out.print(answers);
    }
}
