namespace Dashboard.Web.Qr;

/// <summary>The square of modules: patterns that are always there, and the data between them.</summary>
internal sealed class QrMatrix
{
    private readonly QrVersion _version;
    private readonly int _size;
    private readonly bool[,] _dark;
    private readonly bool[,] _fixed;

    public QrMatrix(QrVersion version)
    {
        _version = version;
        _size = version.Size;
        _dark = new bool[_size, _size];
        _fixed = new bool[_size, _size];
        DrawTiming();
        DrawFinder(3, 3);
        DrawFinder(3, _size - 4);
        DrawFinder(_size - 4, 3);
        DrawAlignments();
        DrawFormat(_dark, 0);
        DrawVersion();
    }

    /// <summary>Fills in the data, two columns at a time, upwards and downwards in turn, from the right.</summary>
    public void PlaceData(byte[] bytes)
    {
        var bit = 0;
        for (var right = _size - 1; right >= 1; right -= 2)
        {
            if (right == 6)
            {
                right = 5;
            }

            for (var i = 0; i < _size; i++)
            {
                var row = ((right + 1) & 2) == 0 ? _size - 1 - i : i;
                foreach (var column in (ReadOnlySpan<int>)[right, right - 1])
                {
                    if (!_fixed[row, column] && bit < bytes.Length * 8)
                    {
                        _dark[row, column] = ((bytes[bit >> 3] >> (7 - (bit & 7))) & 1) == 1;
                        bit++;
                    }
                }
            }
        }
    }

    /// <summary>A finished copy under one mask.</summary>
    public bool[,] Masked(int mask)
    {
        var copy = (bool[,])_dark.Clone();
        for (var y = 0; y < _size; y++)
        {
            for (var x = 0; x < _size; x++)
            {
                copy[y, x] ^= !_fixed[y, x] && IsInverted(mask, x, y);
            }
        }

        DrawFormat(copy, mask);
        return copy;
    }

    private static bool IsInverted(int mask, int x, int y) => mask switch
    {
        0 => (x + y) % 2 == 0,
        1 => y % 2 == 0,
        2 => x % 3 == 0,
        3 => (x + y) % 3 == 0,
        4 => ((x / 3) + (y / 2)) % 2 == 0,
        5 => (x * y % 2) + (x * y % 3) == 0,
        6 => ((x * y % 2) + (x * y % 3)) % 2 == 0,
        7 => (((x + y) % 2) + (x * y % 3)) % 2 == 0,
        _ => throw new ArgumentOutOfRangeException(nameof(mask)),
    };

    private void Set(int row, int column, bool dark)
    {
        _dark[row, column] = dark;
        _fixed[row, column] = true;
    }

    private void DrawTiming()
    {
        for (var i = 0; i < _size; i++)
        {
            Set(6, i, i % 2 == 0);
            Set(i, 6, i % 2 == 0);
        }
    }

    /// <summary>The eye around a centre with its light border.</summary>
    private void DrawFinder(int row, int column)
    {
        for (var dy = -4; dy <= 4; dy++)
        {
            for (var dx = -4; dx <= 4; dx++)
            {
                var (y, x, ring) = (row + dy, column + dx, Math.Max(Math.Abs(dx), Math.Abs(dy)));
                if (y >= 0 && y < _size && x >= 0 && x < _size)
                {
                    Set(y, x, ring is not (2 or 4));
                }
            }
        }
    }

    private void DrawAlignments()
    {
        var centres = _version.Alignments;
        var last = _size - 7;
        foreach (var row in centres)
        {
            foreach (var column in centres.Where(c => !((row, c) is (6, 6) || (row == 6 && c == last) || (row == last && c == 6))))
            {
                for (var dy = -2; dy <= 2; dy++)
                {
                    for (var dx = -2; dx <= 2; dx++)
                    {
                        Set(row + dy, column + dx, Math.Max(Math.Abs(dx), Math.Abs(dy)) != 1);
                    }
                }
            }
        }
    }

    /// <summary>Error correction M and the mask, twice, around the eyes.</summary>
    private void DrawFormat(bool[,] target, int mask)
    {
        const int correctionM = 0;
        var data = (correctionM << 3) | mask;
        var bits = ((data << 10) | Remainder(data, 10, 0x537)) ^ 0x5412;
        void Put(int row, int column, int bit)
        {
            target[row, column] = ((bits >> bit) & 1) == 1;
            _fixed[row, column] = true;
        }

        for (var i = 0; i < 15; i++)
        {
            var along = i < 6 ? i : i < 8 ? i + 1 : 0;
            var (row, column) = i < 8 ? (along, 8) : i == 8 ? (8, 7) : (8, 14 - i);
            Put(row, column, i);
            var (secondRow, secondColumn) = i < 8 ? (8, _size - 1 - i) : (_size - 15 + i, 8);
            Put(secondRow, secondColumn, i);
        }

        target[_size - 8, 8] = true;
        _fixed[_size - 8, 8] = true;
    }

    private void DrawVersion()
    {
        if (_version.Number < 7)
        {
            return;
        }

        var bits = (_version.Number << 12) | Remainder(_version.Number, 12, 0x1F25);
        for (var i = 0; i < 18; i++)
        {
            var dark = ((bits >> i) & 1) == 1;
            var (a, b) = (_size - 11 + (i % 3), i / 3);
            Set(a, b, dark);
            Set(b, a, dark);
        }
    }

    /// <summary>The remainder of a BCH code: <paramref name="data"/> shifted by its degree, divided by its generator.</summary>
    private static int Remainder(int data, int degree, int generator)
    {
        var rest = data;
        for (var i = 0; i < degree; i++)
        {
            rest = (rest << 1) ^ ((rest >> (degree - 1)) * generator);
        }

        return rest;
    }
}
