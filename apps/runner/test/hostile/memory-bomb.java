// expect: MLE
// Fills the heap of the virtual machine.
import java.util.*;

class Bomb {
    public static void main(String[] args) {
        List<long[]> held = new ArrayList<>();
        while (true) held.add(new long[100_000]);
    }
}
