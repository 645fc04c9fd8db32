import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine());
        String[] times = new String[n]; // such as "1h20m"
        for (int i = 0; i < n; i++) times[i] = in.readLine();

        int hours = 0;
        int minutes = 0;
        int seconds = 0;
        // Write your solution here.

        System.out.println(hours + ":" + minutes + ":" + seconds);
    }
}
