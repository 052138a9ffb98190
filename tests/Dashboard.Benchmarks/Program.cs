using Dashboard.Benchmarks.Corpus;
using Dashboard.Benchmarks.Gate;
using Dashboard.Benchmarks.Posts;
using Dashboard.Benchmarks.Reads;
using Dashboard.Benchmarks.Runbook;
using Dashboard.Benchmarks.Storage;

// Long runs by hand, never part of the tests. Results: docs/benchmarks.md.
return args switch
{
    ["corpus", .. var rest] => CorpusCommand.Run(rest),
    ["compare", .. var rest] => ReportComparison.Run(rest),
    ["import", .. var rest] => await ImportComparison.RunAsync(rest),
    ["reads", .. var rest] => await ReadsCommand.RunAsync(rest),
    ["post", .. var rest] => await PostCommand.RunAsync(rest),
    ["gate", .. var rest] => await GateCommand.RunAsync(rest),
    ["evaluate", .. var rest] => await EvaluateCommand.RunAsync(rest),
    ["storage", .. var rest] => await StorageCommand.RunAsync(rest),
    _ => Help(),
};

static int Help()
{
    Console.Error.WriteLine("""
        corpus FOLDER [--mb 1024] [--files 2000] [--seed 1]           write a corpus and FOLDER.truth.json
        compare FOLDER --ours PATH --theirs PATH [--runs 7]           `report` and ccusage in turn over that corpus
        import FOLDER --ours PATH --theirs PATH [--runs 5]            `import` into a new database, ccusage, and `import` again, in turn
        reads FOLDER [--seats 10000] [--events 1000000]               what pages read, and the derivation of all accounts
        post --server PATH [--as usage|json|protobuf] [--requests 1600] [--connections 16]
                                                                      batches of 100 events sent to the real server at once, as records or as telemetry
        gate --server PATH [--seats 10000] [--connections 8]          the gate beside an endpoint that answers 204, in turn
        evaluate [--seats 10000] [--postgres CONNECTION]              the evaluation of the runbook, all seats due
        storage FOLDER [--rows 300000] [--fill 2000000]               the store path beside raw inserts, and into a full table
        """);
    return 2;
}
