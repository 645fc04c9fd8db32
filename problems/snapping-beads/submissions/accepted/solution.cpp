#include <iostream>
#include <string>

int main() {
    std::string threaded, beads;
    std::cin >> threaded;
    for (char bead : threaded) {
        if (!beads.empty() && beads.back() == bead) {
            beads.pop_back();
        } else {
            beads.push_back(bead);
        }
    }
    std::cout << (beads.empty() ? "EMPTY" : beads) << '\n';
}
