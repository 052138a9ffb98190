using Dashboard.Cli.Push;

namespace Dashboard.Ingestion.Tests.Push;

public sealed class PushStatePlaceTests
{
    [Fact]
    public void What_was_sent_is_remembered_in_the_users_data_also_where_that_folder_is_not_there_yet()
    {
        var before = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        var missing = Path.Combine(Path.GetTempPath(), $"drawdown-{Guid.NewGuid():N}");
        try
        {
            Environment.SetEnvironmentVariable("XDG_DATA_HOME", missing);

            Assert.Equal(Path.Combine(missing, "drawdown", "push-state.json"), PushCommand.DefaultState());
        }
        finally
        {
            Environment.SetEnvironmentVariable("XDG_DATA_HOME", before);
        }
    }
}
