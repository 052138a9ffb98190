namespace Dashboard.Ingestion.Tests.Fuzz;

/// <summary>120,000 damaged inputs, in two classes so that two cores share them.</summary>
public sealed class FuzzTests
{
    [Theory(Timeout = 120_000)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task No_damaged_input_stops_a_reader(int seed) => await Task.Run(() => FuzzCheck.Run(seed), TestContext.Current.CancellationToken);
}
