using System.Text.Json;
using Dashboard.Cli;

namespace Dashboard.Ingestion.Tests;

internal static class Fixtures
{
    public static readonly string Root = Path.Combine(AppContext.BaseDirectory, "fixtures");

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public static async Task<JsonElement> ReportAsync(params string[] args)
    {
        var (exit, output, error) = await RunAsync(["report", .. args, "--json"]);
        Assert.Equal("", error);
        Assert.Equal(0, exit);
        return JsonDocument.Parse(output).RootElement;
    }

    public static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await CommandLine.RunAsync(args, output, error);
        return (exit, output.ToString(), error.ToString());
    }
}
