import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer size = new StringTokenizer(in.readLine());
        int r = Integer.parseInt(size.nextToken());
        int c = Integer.parseInt(size.nextToken());
        char[][] beach = new char[r][]; // beach[row][column]
        for (int row = 0; row < r; row++) beach[row] = in.readLine().toCharArray();

        int minutes = -1; // -1 if Mia is trapped
        // Write your solution here.

        System.out.println(minutes < 0 ? "TRAPPED" : String.valueOf(minutes));
    }
}
