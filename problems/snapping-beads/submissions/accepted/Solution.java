import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class Solution {
    public static void main(String[] args) throws IOException {
        String threaded = new BufferedReader(new InputStreamReader(System.in)).readLine();
        StringBuilder beads = new StringBuilder();
        for (char bead : threaded.toCharArray()) {
            int last = beads.length() - 1;
            if (last >= 0 && beads.charAt(last) == bead) {
                beads.setLength(last);
            } else {
                beads.append(bead);
            }
        }
        System.out.println(beads.length() == 0 ? "EMPTY" : beads);
    }
}
