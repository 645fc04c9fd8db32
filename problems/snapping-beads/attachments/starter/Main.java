import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String beads = in.readLine();

        String remaining = "";
        // Write your solution here.

        System.out.println(remaining.isEmpty() ? "EMPTY" : remaining);
    }
}
