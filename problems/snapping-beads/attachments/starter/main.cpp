#include <bits/stdc++.h>
using namespace std;

int main() {
    string beads;
    cin >> beads;

    string remaining;
    // Write your solution here.

    cout << (remaining.empty() ? "EMPTY" : remaining) << '\n';
}
