class Solution {
    public long quietestSeats(int[] loudness, int friends) {
        long heard = 0;
        for (int i = 0; i < friends; i++) heard += loudness[i];
        long best = heard;
        for (int first = 1; first < loudness.length; first++) {
            heard += loudness[(first + friends - 1) % loudness.length] - loudness[first - 1];
            best = Math.min(best, heard);
        }
        return best;
    }
}
