import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.HashMap;
import java.util.Map;

public class Solution {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine());
        Map<String, Integer> waiting = new HashMap<>();
        int pairs = 0;
        for (int i = 0; i < n; i++) {
            String[] mitten = in.readLine().split(" ");
            // Positive: left mittens without a partner so far; negative: right ones.
            int step = mitten[1].equals("left") ? 1 : -1;
            int balance = waiting.getOrDefault(mitten[0], 0);
            if (balance * step < 0) pairs++;
            waiting.put(mitten[0], balance + step);
        }
        System.out.println(pairs + " " + (n - 2 * pairs));
    }
}
