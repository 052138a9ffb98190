using Dashboard.Benchmarks.Corpus;
using Dashboard.Benchmarks.Storage;

// Long runs by hand, never part of the tests. Results: docs/benchmarks.md.
return args switch
{
    ["corpus", .. var rest] => CorpusCommand.Run(rest),
    ["compare", .. var rest] => ReportComparison.Run(rest),
    ["storage", .. var rest] => await StorageCommand.RunAsync(rest),
    _ => Help(),
};

static int Help()
{
    Console.Error.WriteLine("""
        corpus FOLDER [--mb 1024] [--files 2000] [--seed 1]           write a corpus and FOLDER.truth.json
        compare FOLDER --ours PATH --theirs PATH [--runs 7]           `report` and ccusage in turn over that corpus
        storage FOLDER [--rows 300000] [--fill 2000000]               the store path beside raw inserts, and into a full table
        """);
    return 2;
}
