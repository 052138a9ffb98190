namespace Dashboard.Storage.Writes;

/// <summary>The key columns of a row of a roll-up, at most five. A type of our own and one for all of them: tables over tuples would be compiled anew in every run.</summary>
internal readonly struct RollupKey(long a, long b, long c, long d, long e) : IEquatable<RollupKey>
{
    private readonly long _a = a;
    private readonly long _b = b;
    private readonly long _c = c;
    private readonly long _d = d;
    private readonly long _e = e;

    public static RollupKey Of(ReadOnlySpan<long> columns) =>
        new(columns[0], columns[1], columns.Length > 2 ? columns[2] : 0, columns.Length > 3 ? columns[3] : 0, columns.Length > 4 ? columns[4] : 0);

    public bool Equals(RollupKey other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d && _e == other._e;

    public override bool Equals(object? obj) => obj is RollupKey other && Equals(other);

    public override int GetHashCode()
    {
        unchecked
        {
            var hash = ((((((((_a * Odd) + _b) * Odd) + _c) * Odd) + _d) * Odd) + _e) * Odd;
            return (int)(hash ^ (hash >>> 32));
        }
    }

    /// <summary>The odd number nearest to 2^64 divided by the golden ratio: neighbours get far apart.</summary>
    private const long Odd = unchecked((long)0x9E37_79B9_7F4A_7C15);
}
