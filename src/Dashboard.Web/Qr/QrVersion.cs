namespace Dashboard.Web.Qr;

/// <summary>A size of the code, with the blocks that error correction M cuts its data into (ISO/IEC 18004, table 9).</summary>
/// <param name="Number">1 to 10.</param>
/// <param name="Correction">Bytes of error correction in each block.</param>
/// <param name="Blocks">Blocks of the smaller length.</param>
/// <param name="BlockBytes">Data bytes of a smaller block.</param>
/// <param name="LongerBlocks">Blocks with one data byte more.</param>
internal sealed record QrVersion(int Number, int Correction, int Blocks, int BlockBytes, int LongerBlocks)
{
    private static readonly QrVersion[] All =
    [
        new(1, 10, 1, 16, 0), new(2, 16, 1, 28, 0), new(3, 26, 1, 44, 0), new(4, 18, 2, 32, 0), new(5, 24, 2, 43, 0),
        new(6, 16, 4, 27, 0), new(7, 18, 4, 31, 0), new(8, 22, 2, 38, 2), new(9, 22, 3, 36, 2), new(10, 26, 4, 43, 1),
    ];

    /// <summary>The smallest that holds so many bytes, or null.</summary>
    public static QrVersion? For(int bytes) => All.FirstOrDefault(v => 4 + v.LengthBits + (bytes * 8) <= v.DataBytes * 8);

    public int Size => 17 + (4 * Number);

    public int LengthBits => Number < 10 ? 8 : 16;

    public int DataBytes => (Blocks * BlockBytes) + (LongerBlocks * (BlockBytes + 1));

    /// <summary>Where alignment patterns stand, on both axes.</summary>
    public int[] Alignments => Number switch
    {
        1 => [],
        < 7 => [6, Size - 7],
        _ => [6, (Size - 1) / 2, Size - 7],
    };

    /// <summary>Cuts the data into blocks, corrects each, and weaves them together.</summary>
    public byte[] Interleave(byte[] data)
    {
        var blocks = new List<byte[]>();
        var at = 0;
        for (var i = 0; i < Blocks + LongerBlocks; i++)
        {
            var length = BlockBytes + (i < Blocks ? 0 : 1);
            blocks.Add(data[at..(at + length)]);
            at += length;
        }

        var corrections = blocks.ConvertAll(b => ReedSolomon.Correction(b, Correction));
        return
        [
            .. Enumerable.Range(0, BlockBytes + 1).SelectMany(i => blocks.Where(b => i < b.Length).Select(b => b[i])),
            .. Enumerable.Range(0, Correction).SelectMany(i => corrections.Select(c => c[i])),
        ];
    }
}
