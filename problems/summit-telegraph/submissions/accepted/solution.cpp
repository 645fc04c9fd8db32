#include <iostream>
#include <map>
using namespace std;

map<int, long long> known;

long long ask(int hut) {
    auto found = known.find(hut);
    if (found != known.end()) return found->second;
    cout << "? " << hut << endl;
    long long height;
    cin >> height;
    return known[hut] = height;
}

int main() {
    int n;
    cin >> n;
    int low = 1, high = n;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (ask(middle) < ask(middle + 1)) low = middle + 1;
        else high = middle;
    }
    cout << "! " << low << endl;
}
