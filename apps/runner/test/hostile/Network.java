// expect: AC
// Not through the virtual machine either.
import java.net.*;

class Network {
    public static void main(String[] args) {
        try (Socket s = new Socket("198.51.100.1", 53)) {
            System.out.println("ESCAPED");
        } catch (Exception e) {
            System.out.println("contained");
        }
    }
}
