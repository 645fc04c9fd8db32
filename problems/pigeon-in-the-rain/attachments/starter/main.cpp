#include <bits/stdc++.h>
using namespace std;

int main() {
    string task;
    cin >> task;
    if (task == "write") {
        int x;
        cin >> x;
        string word;
        // Write x as a word here.
        cout << word << endl;
    } else {
        string word;
        cin >> word;
        int x = 0;
        // Read x from the word here.
        cout << x << endl;
    }
}
