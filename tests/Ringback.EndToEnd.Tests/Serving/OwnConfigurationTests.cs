using System.Text.Json;
using Ringback.EndToEnd.Tests.Clients;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Serving;

/// <summary>The user's own configuration files under a goal: only the load in them changes.</summary>
public sealed class OwnConfigurationTests
{
    private const string SipDefault =
        "# our house\r\nimage_version: P0S3-07-5-00 ; set by hand\r\n\r\nproxy1_address: \"192.0.2.7\"\r\n"
        + "logo_url: \"http://192.0.2.7/logo.bmp\"";

    private const string SepXml =
        "<?xml version=\"1.0\"?>\n<device>\n  <!-- kitchen -->\n"
        + "  <loadInformation model=\"IP Phone 7940\">P00308000500</loadInformation>\n  <own>kept</own>\n</device>\n";

    [Theory]
    [InlineData("SIPDefault.cnf", "sip", SipDefault, "P0S3-07-5-00", "P0S3-8-12-00")]
    [InlineData("SEP00AA00000001.cnf.xml", "sccp", SepXml, "P00308000500", "P0030801SR02")]
    public async Task Own_file_is_served_with_only_the_load_replaced(string name, string goal, string own, string from,
        string to)
    {
        using ScratchFolder folder = new();
        string library = PracticeLoads.Write(folder, "library", PracticeLoads.Medium, to);
        string root = folder.Folder("root");
        string path = Path.Combine(root, name);
        await File.WriteAllTextAsync(path, own, TestContext.Current.CancellationToken);
        await using ServeProcess serve = await ServeProcess.StartAsync(folder["data"], "--library", library,
            "--root", root, "--to", goal);

        // By this question it shows what it is.
        await TftpClient.Curl.FetchAsync(serve.TftpPort, "SIP00AA00000001.cnf");
        Fetched fetched = await TftpClient.Curl.FetchAsync(serve.TftpPort, name);

        Assert.Equal(own.Replace(from, to), fetched.Text);
        Assert.Equal(own, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        JsonElement replaced = await serve.SeesAsync("load-value-replaced");
        Assert.Equal(name, replaced.GetProperty("file").GetString());
        Assert.Equal(from, replaced.GetProperty("from").GetString());
        Assert.Equal(to, replaced.GetProperty("to").GetString());
    }
}
