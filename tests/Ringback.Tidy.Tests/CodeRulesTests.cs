namespace Ringback.Tidy.Tests;

/// <summary>Each rule finds what it is for, and leaves its neighbours alone.</summary>
public sealed class CodeRulesTests
{
    private const string Dots = "...";

    [Theory]
    [InlineData("namespace Ringback.Wire.Tftp;\nclass A;\n", 0)]
    [InlineData("return 0;\n", 0)]
    [InlineData("namespace Ringback.Wire;\nclass A;\n", 1)]
    [InlineData("namespace Ringback.Wire.Tftp\n{\n}\n", 1)]
    [InlineData("public sealed class A;\n", 1)]
    public void Namespace(string text, int found) => Check(CodeRules.Namespace, text, found);

    [Theory]
    [InlineData("a\n", 0)]
    [InlineData("a", 1)]
    [InlineData("a\r\n", 1)]
    [InlineData("\ta\n", 1)]
    public void Layout(string text, int found) => Check(CodeRules.Layout, text, found);

    [Fact]
    public void Layout_counts_lines_and_columns()
    {
        Check(CodeRules.Layout, new string('a', CodeRules.MaxColumns) + "\n", 0);
        Check(CodeRules.Layout, new string('a', CodeRules.MaxColumns + 1) + "\n", 1);
        Check(CodeRules.Layout, new string('\n', CodeRules.MaxLines), 0);
        Check(CodeRules.Layout, new string('\n', CodeRules.MaxLines + 1), 1);
    }

    [Theory]
    [InlineData("class Utilization;", 0)]
    [InlineData("class Transfer" + "Manager;", 1)]
    [InlineData("public sealed record Byte" + "Utils(int A);", 1)]
    [InlineData("enum Help" + "er", 1)]
    [InlineData("/// A class TransferManager would be wrong.", 0)]
    [InlineData("class CallManagerAddress;", 0)]
    public void EmptyNames(string text, int found) => Check(CodeRules.EmptyNames, text, found);

    [Theory]
    [InlineData("// TO" + "DO: later", 1)]
    [InlineData("throw new NotImplemented" + "Exception();", 1)]
    [InlineData("mastodon", 0)]
    public void UnfinishedWork(string text, int found) => Check(CodeRules.UnfinishedWork, text, found);

    [Theory]
    [InlineData("internal unsafe struct A;", 1)]
    [InlineData("NativeMemory.Alloc(1);", 1)]
    [InlineData("Unsafe.Add(ref a, 1);", 1)]
    [InlineData("MemoryMarshal.CreateSpan(ref a, 1);", 1)]
    [InlineData("Marshal.AllocHGlobal(1);", 1)]
    [InlineData("MemoryMarshal.Write(span, 1);", 0)]
    [InlineData("CollectionsMarshal.GetValueRefOrAddDefault(a, b, out _);", 0)]
    [InlineData("Marshal.GetLastPInvokeError();", 0)]
    public void UncheckedMemory(string text, int found) => Check(CodeRules.UncheckedMemory, text, found);

    [Theory]
    [InlineData("stackalloc byte[length]", 1)]
    [InlineData("stackalloc byte[ (int)length ]", 1)]
    [InlineData("stackalloc byte[16]", 0)]
    [InlineData("stackalloc byte[MaximumLength]", 0)]
    [InlineData("stackalloc byte[EthernetFrame.HeaderLength + UdpDatagram.HeadersLength]", 0)]
    public void StackOfAnySize(string text, int found) => Check(CodeRules.StackOfAnySize, text, found);

    [Theory]
    [InlineData("Console.Wr" + "iteLine(1);", 1)]
    [InlineData("System.Console.Err" + "or.Flush();", 1)]
    [InlineData("// not Console.Wr" + "iteLine", 0)]
    [InlineData("IAnsiConsole console", 0)]
    [InlineData("AnsiCons" + "ole.Write(name)", 1)]
    [InlineData("using Spectre.Cons" + "ole;", 1)]
    [InlineData("Console.S" + "etOut(writer)", 1)]
    public void Terminal(string text, int found) => Check(CodeRules.Terminal, text, found);

    [Theory]
    [InlineData("#pragma warning disable RS00" + "30", 1)]
    [InlineData("#pragma warning disable CA1000, RS00" + "30", 1)]
    [InlineData("#pragma warning dis" + "able", 1)]
    [InlineData("#pragma warning disable CA1000", 0)]
    public void LiftedBans(string text, int found) => Check(CodeRules.LiftedBans, text, found);

    [Theory]
    [InlineData("Thread.Sle" + "ep(1)", 1)]
    [InlineData("await Task.De" + "lay(100)", 1)]
    [InlineData("await Task.De" + "lay(TimeSpan.FromSeconds(1), stop)", 1)]
    [InlineData("await Task.De" + "lay(TimeSpan.FromSeconds(Math.Max(1, 2)), _time, stop)", 1)]
    [InlineData("await Task.De" + "lay(TimeSpan.FromSeconds(1), _time, stop)", 0)]
    [InlineData("await Task.De" + "lay(_wait, TimeProvider.System)", 0)]
    public void Waiting(string text, int found) => Check(CodeRules.Waiting, text, found);

    [Theory]
    [InlineData("[Fact(Sk" + "ip = \"flaky\")]", 1)]
    [InlineData("int Skip = 3;", 0)]
    public void SwitchedOff(string text, int found) => Check(CodeRules.SwitchedOff, text, found);

    [Theory]
    [InlineData("catch { }", 1)]
    [InlineData("catch (IOException)\n{\n    // never mind\n}", 1)]
    [InlineData("catch (IOException) when (Closing) { }", 0)]
    [InlineData("catch (IOException e) { Log(e); }", 0)]
    public void SilentCatch(string text, int found) => Check(CodeRules.SilentCatch, text, found);

    [Fact]
    public void A_finding_names_file_and_line() => Assert.Equal(
        ["src/Ringback.Wire/Tftp/A.cs:2: catch { }"],
        CodeRules.SilentCatch(new RepositoryFile("src/Ringback.Wire/Tftp/A.cs", $"{Dots}\ncatch {{ }}\n")));

    private static void Check(Func<RepositoryFile, IEnumerable<string>> rule, string text, int found) =>
        Assert.Equal(found, rule(new RepositoryFile("src/Ringback.Wire/Tftp/A.cs", text)).Count());
}
