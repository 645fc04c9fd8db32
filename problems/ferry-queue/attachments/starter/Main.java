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
            StringTokenizer event = new StringTokenizer(in.readLine());
            String kind = event.nextToken();
            int number = event.hasMoreTokens() ? Integer.parseInt(event.nextToken()) : 0; // the car x or the position k

            // Write your solution here.
            if (kind.equals("WHERE") || kind.equals("WHO")) answers.append(0).append('\n');
        }
        System.out.print(answers);
    }
}
