#include <bits/stdc++.h>
using namespace std;

long long ask(int hut) {
    cout << "? " << hut << endl;
    long long height;
    cin >> height;
    return height;
}

int main() {
    int n;
    cin >> n;

    int summit = 1;
    // Write your solution here.

    cout << "! " << summit << endl;
}
