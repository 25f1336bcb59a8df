"""What CI systems read: JUnit XML, SARIF, and the commands and files of GitHub Actions."""
