"""The program beside other readers of news, all measured from outside in the same way."""
