using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ringback.Bench.Servers.Results;

/// <summary>Keeps the latest result of each scenario, so that the page can be written from several runs.</summary>
internal sealed class ResultStore
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly string _folder;

    internal ResultStore(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
    }

    internal void Keep(ScenarioResult result) =>
        File.WriteAllText(PathOf(result.Scenario), JsonSerializer.Serialize(result, Format));

    /// <summary>The latest result of a scenario; null when it was never measured.</summary>
    internal ScenarioResult? Find(string scenario)
    {
        string path = PathOf(scenario);
        return File.Exists(path) ? JsonSerializer.Deserialize<ScenarioResult>(File.ReadAllText(path), Format) : null;
    }

    private string PathOf(string scenario) => Path.Combine(_folder, scenario + ".json");
}
