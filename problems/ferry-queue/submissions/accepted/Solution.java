import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class Solution {
    static int[] sums; // a Fenwick tree of the taken places
    static int[] carAt;
    static int[] placeOf;

    static void add(int place, int change) {
        for (int i = place; i < sums.length; i += i & -i) sums[i] += change;
    }

    static void park(int car, int place) {
        carAt[place] = car;
        placeOf[car] = place;
        add(place, 1);
    }

    static int positionOf(int car) {
        int position = 0;
        for (int i = placeOf[car]; i > 0; i &= i - 1) position += sums[i];
        return position;
    }

    static int carAtPosition(int position) {
        int place = 0;
        for (int step = Integer.highestOneBit(sums.length - 1); step > 0; step /= 2) {
            if (place + step < sums.length && sums[place + step] < position) {
                place += step;
                position -= sums[place];
            }
        }
        return carAt[place + 1];
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] size = in.readLine().split(" ");
        int n = Integer.parseInt(size[0]);
        int q = Integer.parseInt(size[1]);

        // q free places for cars that jump to the front, the first n cars, q places for those that join.
        sums = new int[n + 2 * q + 1];
        carAt = new int[n + 2 * q + 1];
        placeOf = new int[n + q + 1];
        int nextFront = q;
        int nextBack = q + 1;
        int cars = 0;
        while (cars < n) park(++cars, nextBack++);

        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < q; i++) {
            String[] event = in.readLine().split(" ");
            int number = event.length > 1 ? Integer.parseInt(event[1]) : 0;
            switch (event[0]) {
                case "JOIN" -> park(++cars, nextBack++);
                case "LEAVE" -> add(placeOf[number], -1);
                case "FRONT" -> {
                    add(placeOf[number], -1);
                    park(number, nextFront--);
                }
                case "WHERE" -> answers.append(positionOf(number)).append('\n');
                default -> answers.append(carAtPosition(number)).append('\n');
            }
        }
        System.out.print(answers);
    }
}
