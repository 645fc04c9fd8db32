// expect: MLE
// Fills the heap of the virtual machine.
// Collecting garbage takes its time first. time-ms: 3000
import java.util.*;

class Bomb {
    public static void main(String[] args) {
        List<long[]> held = new ArrayList<>();
        while (true) held.add(new long[100_000]);
    }
}
