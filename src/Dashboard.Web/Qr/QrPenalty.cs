namespace Dashboard.Web.Qr;

/// <summary>How hard a masked code is to read, by the four rules of the standard; the mask with the least is taken.</summary>
internal static class QrPenalty
{
    private static readonly bool[] EyeLike = [true, false, true, true, true, false, true, false, false, false, false];

    public static int Of(bool[,] modules)
    {
        var size = modules.GetLength(0);
        var penalty = 0;
        var dark = 0;
        for (var i = 0; i < size; i++)
        {
            penalty += Line(size, j => modules[i, j]) + Line(size, j => modules[j, i]);
            for (var j = 0; j < size; j++)
            {
                dark += modules[i, j] ? 1 : 0;
                if (i + 1 < size && j + 1 < size && modules[i, j] == modules[i, j + 1] && modules[i, j] == modules[i + 1, j] && modules[i, j] == modules[i + 1, j + 1])
                {
                    penalty += 3;
                }
            }
        }

        // Ten for every full five percent that dark differs from one half.
        return penalty + (Math.Abs((dark * 20) - (size * size * 10)) / (size * size) * 10);
    }

    /// <summary>Runs of five and more, and what looks like an eye.</summary>
    private static int Line(int size, Func<int, bool> at)
    {
        var penalty = 0;
        for (int i = 0, run = 0; i < size; i++)
        {
            run = i > 0 && at(i) == at(i - 1) ? run + 1 : 1;
            penalty += run == 5 ? 3 : run > 5 ? 1 : 0;
        }

        for (var i = 0; i + EyeLike.Length <= size; i++)
        {
            var from = i;
            if (Matches(k => at(from + k)) || Matches(k => at(from + EyeLike.Length - 1 - k)))
            {
                penalty += 40;
            }
        }

        return penalty;
    }

    private static bool Matches(Func<int, bool> at)
    {
        for (var k = 0; k < EyeLike.Length; k++)
        {
            if (at(k) != EyeLike[k])
            {
                return false;
            }
        }

        return true;
    }
}
