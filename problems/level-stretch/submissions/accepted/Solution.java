import java.io.IOException;
import java.io.StreamTokenizer;
import java.io.BufferedInputStream;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.Deque;

public class Solution {
    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(new InputStreamReader(new BufferedInputStream(System.in)));
        int n = nextInt(in);
        int d = nextInt(in);
        int[] heights = new int[n];
        for (int i = 0; i < n; i++) heights[i] = nextInt(in);

        Deque<Integer> highest = new ArrayDeque<>();
        Deque<Integer> lowest = new ArrayDeque<>();
        int length = 0;
        int start = 0;
        int left = 0;
        for (int right = 0; right < n; right++) {
            while (!highest.isEmpty() && heights[highest.peekLast()] <= heights[right]) highest.pollLast();
            while (!lowest.isEmpty() && heights[lowest.peekLast()] >= heights[right]) lowest.pollLast();
            highest.addLast(right);
            lowest.addLast(right);
            while (heights[highest.peekFirst()] - heights[lowest.peekFirst()] > d) {
                left++;
                if (highest.peekFirst() < left) highest.pollFirst();
                if (lowest.peekFirst() < left) lowest.pollFirst();
            }
            if (right - left + 1 > length) {
                length = right - left + 1;
                start = left;
            }
        }
        System.out.println(length + " " + (start + 1));
    }

    static int nextInt(StreamTokenizer in) throws IOException {
        in.nextToken();
        return (int) in.nval;
    }
}
