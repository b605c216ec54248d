using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Serving;

namespace Ringback.EndToEnd.Tests.Calling;

/// <summary>A bench whose lines have passwords, and sipp that registers them.</summary>
internal static class SippDigest
{
    internal const string Password = "s3cretOf201";

    /// <summary>Starts a bench that asks two lines for their passwords.</summary>
    internal static async Task<ServeProcess> StartAsync(ScratchFolder folder)
    {
        PracticeLoads.Write(folder, "library", PracticeLoads.Medium, PracticeLoads.Sip);
        await File.WriteAllTextAsync(folder["phones.yaml"], $"""
            phones:
              - mac: 02AB5C0079A1
                model: 7960
                to: sip
                lines:
                  - {Line("100")}
                  - {Line("200")}
            """, TestContext.Current.CancellationToken);
        return await ServeProcess.StartAsync(
            folder["data"], "--library", folder["library"], "--phones", folder["phones.yaml"]);
    }

    /// <summary>
    /// The scenario: a line registers, is asked for its password, and gets an answer to what it shows.
    /// </summary>
    /// <param name="folder">Where it is written.</param>
    /// <param name="password">What it shows.</param>
    /// <param name="answer">What it must get.</param>
    internal static async Task<string> WriteAsync(ScratchFolder folder, string password, int answer)
    {
        string path = folder[$"register-{answer}.xml"];
        await File.WriteAllTextAsync(path, $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <scenario name="register">
              <send retrans="500"><![CDATA[
            {Register(1, "")}]]></send>
              <recv response="401" auth="true"></recv>
              <send retrans="500"><![CDATA[
            {Register(2, $"[authentication username=100 password={password}]\n")}]]></send>
              <recv response="{answer}"></recv>
            </scenario>
            """, TestContext.Current.CancellationToken);
        return path;
    }

    private static string Line(string name) => $"{{ name: {name}, password: {Password} }}";

    private static string Register(int number, string more) => $"""
        REGISTER sip:[remote_ip]:[remote_port] SIP/2.0
        Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
        Max-Forwards: 70
        From: <sip:100@[remote_ip]>;tag=[call_number]
        To: <sip:100@[remote_ip]>
        Call-ID: [call_id]
        CSeq: {number} REGISTER
        Contact: <sip:100@[local_ip]:[local_port];transport=[transport]>
        Expires: 600
        {more}Content-Length: 0


        """;
}
