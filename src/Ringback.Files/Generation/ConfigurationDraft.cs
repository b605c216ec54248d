using System.Globalization;
using System.Text;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;

namespace Ringback.Files.Generation;

/// <summary>The files of one phone while they are written, and what turns up on the way.</summary>
internal sealed class ConfigurationDraft(ConfigurationRequest request)
{
    private readonly List<ConfigurationFile> _files = [];
    private readonly List<Problem> _problems = [];

    internal ConfigurationRequest Request { get; } = request;

    internal PhoneModel Model => Request.Model;

    internal PhoneSettings Settings => Request.Settings;

    internal string Load => Request.Load.Text;

    /// <summary>The twelve digits.</summary>
    internal string Mac { get; } = request.Mac.ToString();

    internal IReadOnlyList<ConfigurationFile> Files => _files;

    internal IReadOnlyList<Problem> Problems => _problems;

    internal bool HasErrors => _problems.Any(p => p.Severity is ProblemSeverity.Error);

    /// <summary>
    /// What <c>XMLDefault.cnf.xml</c> says of the model: a load, nothing to keep the one it has, or null when the model
    /// does not read that file.
    /// </summary>
    internal string? LoadInDefaultXml { get; set; }

    /// <summary>What the load speaks; a load whose name does not say is of a family that speaks only SCCP.</summary>
    internal PhoneProtocol Protocol => Request.Load.Protocol ?? PhoneProtocol.Sccp;

    /// <summary>
    /// The lines, or the one that is named after the phone: its registration proves which phone it is.
    /// </summary>
    internal IReadOnlyList<PhoneLine> Lines => Settings.Lines.Count > 0
        ? Settings.Lines
        : [new PhoneLine(Mac) { Password = Mac, Label = Mac[6..] }];

    internal void Add(string name, string text, string why) => Add(name, Encoding.ASCII.GetBytes(text), why);

    /// <summary>Adds a file; one that is longer than the phone reads is an error.</summary>
    internal void Add(string name, byte[] content, string why)
    {
        _files.Add(new ConfigurationFile(name, content, why));
        bool isRead = name.Contains(".cnf", StringComparison.OrdinalIgnoreCase);
        if (!isRead || content.Length <= GeneratedConfiguration.LongestFile
            || Model.FirmwareFamily != FirmwareFamilies.Universal)
        {
            return;
        }

        Error("lines", string.Create(CultureInfo.InvariantCulture,
                $"{name} would have {content.Length} bytes, and a {Model.Model} reads "
                + $"{GeneratedConfiguration.LongestFile}."),
            "Take out what the phone need not be told.");
    }

    internal void Error(string field, string message, string advice) =>
        Tell(ProblemSeverity.Error, field, message, advice);

    internal void Warn(string field, string message, string advice) =>
        Tell(ProblemSeverity.Warning, field, message, advice);

    internal void Note(string field, string message, string advice) =>
        Tell(ProblemSeverity.Info, field, message, advice);

    /// <summary>The setting has no place in the phone's files.</summary>
    internal void LeftOut(string field, string why, string advice) =>
        _problems.Add(Problem.Of(ProblemCode.SettingLeftOut, $"It is left out: {why}", advice)
            with { Place = new ProblemPlace(Setting: field, Mac: Request.Mac) });

    internal static string Field(string list, int index, string? name = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{list}[{index + 1}]") + (name is null ? "" : "." + name);

    private void Tell(ProblemSeverity severity, string field, string message, string advice) =>
        _problems.Add(Problem.OfSetting(Request.Mac, severity, field, message, advice));
}
