using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>Where ./test puts npm's tftp, and the script that drives it.</summary>
internal static class NpmTftp
{
    internal static string Script => Path.Combine(RingbackProgram.Root, "eng", "judges", "npm-tftp.js");

    /// <summary>
    /// The folder of the installed package. Without it a test proves nothing, so it fails and says why.
    /// </summary>
    internal static string Modules
    {
        get
        {
            string judges = Path.Combine(RingbackProgram.Root, "artifacts", "judges");
            string modules = Path.Combine(judges, "node_modules");
            string log = Path.Combine(judges, "npm.log");
            Assert.True(Directory.Exists(Path.Combine(modules, "tftp")),
                "npm's package tftp is not installed and this test needs it. ./test installs it with 'npm ci' as "
                + "eng/judges/package-lock.json says, and needs npm and a registry for that. "
                + (File.Exists(log) ? $"npm said:\n{File.ReadAllText(log)}" : "It has not been tried yet."));
            return modules;
        }
    }

    internal static string[] Arguments(string verb, Errand errand) =>
    [
        Script, Modules, verb, errand.Host, $"{errand.Port}", "250", $"{errand.Question.Block}",
        $"{errand.Question.WindowSize ?? 1}", errand.Folder, .. errand.Files,
    ];
}
