import java.io.*;
import java.nio.file.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("ledger.in"));
        int n = Integer.parseInt(lines.get(0));

        List<String> output = new ArrayList<>();
        for (String line : lines.subList(1, n + 1)) {
            String[] entry = line.split(" ");  // name, "drank" or "paid", amount
        }
        // Write your solution here.

        Files.write(Path.of("ledger.out"), output);
    }
}
