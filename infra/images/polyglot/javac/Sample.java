import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Scanner;
import java.util.StringTokenizer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compiled once while the image is built, so that the archive holds the classes a typical solution makes javac load. */
class Sample {
    record Edge(int to, long weight) {}

    sealed interface Shape permits Square {}

    static final class Square implements Shape {
        int side = 2;
    }

    static <T extends Comparable<T>> T most(List<T> of) {
        T best = of.get(0);
        for (T t : of) if (t.compareTo(best) > 0) best = t;
        return best;
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer tokens = new StringTokenizer("3 4");
        int n = Integer.parseInt(tokens.nextToken());
        long[] dp = new long[n + 1];
        Map<String, List<Edge>> graph = new HashMap<>();
        graph.computeIfAbsent("a", k -> new ArrayList<>()).add(new Edge(1, 2L));
        PriorityQueue<int[]> queue = new PriorityQueue<>(Comparator.comparingInt((int[] a) -> a[0]));
        queue.add(new int[] {1, 2});
        ArrayDeque<Integer> deque = new ArrayDeque<>();
        while (!queue.isEmpty()) deque.push(queue.poll()[0]);
        Shape shape = new Square();
        String kind = switch (shape) {
            case Square s -> "square " + s.side;
        };
        try (Scanner scanner = new Scanner("1")) {
            dp[0] = scanner.nextInt() % 1_000_000_007;
        }
        StringBuilder out = new StringBuilder(kind);
        out.append(IntStream.range(0, 3).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
        System.out.println(out + Arrays.toString(dp) + most(List.of(1, 2)) + graph.size() + in.readLine());
    }
}
