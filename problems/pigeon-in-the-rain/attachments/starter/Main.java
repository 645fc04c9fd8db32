import java.util.*;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        if (in.next().equals("write")) {
            int x = in.nextInt();
            String word = "";
            // Write x as a word here.
            System.out.println(word);
        } else {
            String word = in.next();
            int x = 0;
            // Read x from the word here.
            System.out.println(x);
        }
    }
}
