using System.Globalization;
using System.Text.Json;

namespace Dashboard.Benchmarks.Corpus;

/// <summary><c>corpus FOLDER [--mb 1024] [--files 2000] [--seed 1]</c>: writes a corpus and its truth beside it.</summary>
internal static class CorpusCommand
{
    public static int Run(IReadOnlyList<string> args)
    {
        var folder = args[0];
        var truth = CorpusGenerator.Write(folder, Number(args, "--mb", 1024) * 1_000_000L, Number(args, "--files", 2000), Number(args, "--seed", 1));
        File.WriteAllText(TruthPath(folder), JsonSerializer.Serialize(truth));
        Console.WriteLine(JsonSerializer.Serialize(truth));
        return 0;
    }

    public static string TruthPath(string folder) => Path.TrimEndingDirectorySeparator(folder) + ".truth.json";

    public static int Number(IReadOnlyList<string> args, string name, int otherwise)
    {
        for (var i = 0; i < args.Count - 1; i++)
        {
            if (args[i] == name)
            {
                return int.Parse(args[i + 1], CultureInfo.InvariantCulture);
            }
        }

        return otherwise;
    }
}
