import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

public class Solution {
    static final int NEVER = Integer.MAX_VALUE;

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] size = in.readLine().split(" ");
        int r = Integer.parseInt(size[0]);
        // A wall after each row: the neighbours of i are i - 1, i + 1, i - width and i + width.
        int width = Integer.parseInt(size[1]) + 1;
        StringBuilder map = new StringBuilder("#".repeat(width));
        for (int y = 0; y < r; y++) map.append(in.readLine()).append('#');
        char[] beach = map.append("#".repeat(width)).toString().toCharArray();

        // The water and Mia move in one search. All water comes before Mia in the queue,
        // so that in every minute the water has spread when she moves.
        boolean[] wet = new boolean[beach.length];
        int[] reached = new int[beach.length];
        Arrays.fill(reached, NEVER);
        Queue<Integer> queue = new ArrayDeque<>();
        int mia = 0;
        for (int cell = 0; cell < beach.length; cell++) {
            if (beach[cell] == 'M') mia = cell;
            if (beach[cell] == '~') {
                wet[cell] = true;
                queue.add(cell);
            }
        }
        reached[mia] = 0;
        queue.add(~mia); // negative: Mia, otherwise water

        while (!queue.isEmpty()) {
            int next = queue.remove();
            boolean isMia = next < 0;
            int cell = isMia ? ~next : next;
            if (isMia && beach[cell] == 'E') {
                System.out.println(reached[cell]);
                return;
            }
            for (int neighbour : new int[] {cell - 1, cell + 1, cell - width, cell + width}) {
                boolean isSand = beach[neighbour] == '.' || beach[neighbour] == 'M';
                if (isMia) {
                    boolean isSafe = beach[neighbour] == 'E' || isSand && !wet[neighbour];
                    if (isSafe && reached[neighbour] == NEVER) {
                        reached[neighbour] = reached[cell] + 1;
                        queue.add(~neighbour);
                    }
                } else if (isSand && !wet[neighbour]) {
                    wet[neighbour] = true;
                    queue.add(neighbour);
                }
            }
        }
        System.out.println("TRAPPED");
    }
}
