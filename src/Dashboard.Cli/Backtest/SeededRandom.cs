namespace Dashboard.Cli.Backtest;

/// <summary>
/// Random numbers that depend on the seed alone, on every machine and version: SplitMix64 (Steele, Lea and Flood),
/// Box-Muller for normal ones. For synthetic data, never for secrets.
/// </summary>
public sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 (included) to 1 (excluded).</summary>
    public double Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            return (z >> 11) * (1.0 / (1UL << 53));
        }
    }

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>, every one as likely.</summary>
    public double Uniform(double least, double most) => least + ((most - least) * Next());

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Whole(int least, int most) => least + (int)(Next() * (most - least + 1));

    /// <summary>True with this probability.</summary>
    public bool Chance(double probability) => Next() < probability;

    /// <summary>A normal number.</summary>
    public double Normal(double mean, double deviation) =>
        mean + (deviation * Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next()));

    /// <summary>The index of one of the weights, picked in proportion to them.</summary>
    public int Pick(params ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var at = Next() * total;
        for (var i = 0; i < weights.Length - 1; i++)
        {
            at -= weights[i];
            if (at < 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }
}
