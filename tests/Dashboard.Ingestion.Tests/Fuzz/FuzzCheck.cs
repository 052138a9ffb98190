using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion.Rest;

namespace Dashboard.Ingestion.Tests.Fuzz;

/// <summary>What holds for any input at all.</summary>
internal static class FuzzCheck
{
    public const int InputsPerSeed = 15_000;

    public static void Run(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < InputsPerSeed; i++)
        {
            var input = Mutations.Next(random);
            File(input, random);
            Neighbours(input);
            if (i % 4 == 0)
            {
                Batch(input, random);
            }
        }
    }

    /// <summary>Whole or in pieces, the file reads the same, within every limit.</summary>
    private static void File(byte[] input, Random random)
    {
        var whole = Reading.Of(input);
        var pieces = Reading.Of(input, random.Next(1, 200));
        Assert.Equal(whole.Records.Select(Canonical), pieces.Records.Select(Canonical));
        Assert.Equal(whole.Results.Count, pieces.Results.Count);
        Assert.Equal(whole.Issues, pieces.Issues);
        Assert.All(whole.Records, r => Assert.True(r.Tokens.IsWithinLimits && r.Model.Length > 0));
        Assert.All(whole.Results, r => Assert.True(r.Total is null or { Value: >= 0 and <= Nanodollars.MaxPerEvent }));

        var batch = new UsageBatch();
        var reader = new UsageFileReader(new FileContext("f", 1), batch);
        reader.Push(input);
        Assert.InRange(reader.Complete(isFinal: false).Offset, 0, input.Length);
    }

    private static string Canonical(UsageRecord record) => Convert.ToHexString(ObservationOrder.CanonicalBytes(record));

    /// <summary>Whatever stands on a line, the lines before and after it are read.</summary>
    private static void Neighbours(byte[] input)
    {
        byte[] line = [.. input.Where(b => b is not (byte)'\n')];
        byte[] file = [.. System.Text.Encoding.UTF8.GetBytes(Reading.ALine("before") + "\n"), .. line, .. "\n"u8, .. System.Text.Encoding.UTF8.GetBytes(Reading.ALine("after") + "\n")];
        var read = Reading.Of(file);
        Assert.Equal("before", read.Records[0].MessageId);
        Assert.Equal("after", read.Records[^1].MessageId);
    }

    /// <summary>Every record sent is used or refused.</summary>
    private static void Batch(byte[] input, Random random)
    {
        var reader = new RestBatchReader("s");
        for (var at = 0; at < input.Length;)
        {
            var size = Math.Min(random.Next(1, 300), input.Length - at);
            reader.Push(input.AsSpan(at, size));
            at += size;
        }

        reader.Complete();
        Assert.Equal(reader.Sent, reader.Records.Count + reader.Rejected.Count(r => r.Place >= 0));
    }
}
