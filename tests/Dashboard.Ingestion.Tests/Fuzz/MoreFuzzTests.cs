namespace Dashboard.Ingestion.Tests.Fuzz;

/// <summary>The other half of <see cref="FuzzTests"/>.</summary>
public sealed class MoreFuzzTests
{
    [Theory(Timeout = 120_000)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task No_damaged_input_stops_a_reader(int seed) => await Task.Run(() => FuzzCheck.Run(seed), TestContext.Current.CancellationToken);
}
