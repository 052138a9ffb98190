namespace Dashboard.Credits.Money;

/// <summary>Splits an amount so that the parts always sum to the whole. Source: law, section 1.</summary>
public static class Apportionment
{
    /// <summary>
    /// Splits <paramref name="whole"/> (not negative) in proportion to the weights (not negative, one per part) by the
    /// largest remainder; ties go to the smaller <paramref name="ids"/> entry in ordinal order. With no positive weight
    /// every part is zero except the first id, which takes the whole.
    /// </summary>
    /// <exception cref="ArgumentException">No parts, unequal lengths, or a negative number.</exception>
    public static IReadOnlyList<Nanodollars> Split(Nanodollars whole, IReadOnlyList<long> weights, IReadOnlyList<string> ids)
    {
        if (weights.Count == 0 || weights.Count != ids.Count || whole.Value < 0 || weights.Any(w => w < 0))
        {
            throw new ArgumentException("Parts, their ids and non-negative amounts are needed.", nameof(weights));
        }

        Int128 total = 0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var parts = new long[weights.Count];
        var order = Enumerable.Range(0, weights.Count).OrderBy(i => ids[i], StringComparer.Ordinal).ToArray();
        if (total == 0)
        {
            parts[order[0]] = whole.Value;
            return [.. parts.Select(p => new Nanodollars(p))];
        }

        var remainders = new Int128[weights.Count];
        var left = whole.Value;
        for (var i = 0; i < parts.Length; i++)
        {
            var product = (Int128)whole.Value * weights[i];
            parts[i] = (long)(product / total);
            remainders[i] = product % total;
            left -= parts[i];
        }

        foreach (var i in order.OrderByDescending(i => remainders[i]).Take((int)left))
        {
            parts[i]++;
        }

        return [.. parts.Select(p => new Nanodollars(p))];
    }
}
